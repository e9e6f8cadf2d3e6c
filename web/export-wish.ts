/** What is to be exported, as the list, the detail and the palette ask for it. */
export interface ExportWish {
  bin: string;
  q: string;
  count: number;
  what: 'selection' | 'filter' | 'bin' | 'request';
}
