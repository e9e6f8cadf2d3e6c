/** What is to be said about a body, above it. */
import { Icon } from './icon.tsx';
import { visible } from './visible-text.tsx';

/** One quiet line a note; nothing without notes. */
export function Notes({ notes }: { notes: readonly (string | false | null)[] }) {
  return (
    <>
      {notes.map(
        (text) =>
          text && (
            <p class="banner info" role="note" key={text}>
              <Icon name="info" />
              <span>{visible(text)}</span>
            </p>
          ),
      )}
    </>
  );
}
