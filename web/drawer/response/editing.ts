/** A part of the draft that a form is about: the ids of its elements, and what is wrong in it. */

/** `field` is below the part's own place. */
export interface Editing {
  /** The id of the element of a field. */
  id: (field: string) => string;
  /** What is wrong with a field, in words; null when nothing is. */
  wrong: (field: string) => string | null;
  /** The same for a part of this part. */
  below: (place: string) => Editing;
}

/** A part of the draft; `wrong` knows whole places. */
export const editingOf = (place: string, wrong: (field: string) => string | null): Editing => ({
  id: (field) => `r-${place}${field}`.replaceAll('.', '-'),
  wrong: (field) => wrong(`${place}${field}`),
  below: (part) => editingOf(`${place}${part}.`, wrong),
});
