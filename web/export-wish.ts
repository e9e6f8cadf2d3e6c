/** Requests to be exported, as the list asks for it: by the filter that they are. */
export interface ExportWish {
  what: 'selection' | 'filter' | 'bin';
  bin: string;
  q: string;
  count: number;
}
