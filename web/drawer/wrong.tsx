/** What is wrong with a field, below it. */

/** The sentence; nothing while all is well. The field points at `id`. */
export const Wrong = ({ id, text }: { id: string; text: string | null }) =>
  text === null ? null : (
    <span class="wrong" id={id} role="alert">
      {text}
    </span>
  );
