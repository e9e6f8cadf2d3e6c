/** One line of the report. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  target: string;
  detail: string;
}
