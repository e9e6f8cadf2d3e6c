/** The list under the query bar. Loaded when somebody begins to type. */
import { formatCount } from '../format.ts';
import { t } from '../locales/locale.ts';
import { type Offer, type Suggestion, offerId } from '../suggestions.ts';

interface SuggestionListProps {
  offer: Offer;
  active: number;
  onTake: (suggestion: Suggestion) => void;
  onHelp: () => void;
}

/** Fields with an example, or values with their counts; below, the way to the help. */
export default function SuggestionList({ offer, active, onTake, onHelp }: SuggestionListProps) {
  const words = t.value.filter;
  const { field, looked, items } = offer;
  const title =
    field === null
      ? words.filterBy
      : items.length
        ? words.valuesIn(field, looked, formatCount(looked))
        : words.noValues(field);
  return (
    // Pressing must not take the focus out of the field, which would close the list.
    <div class="sugg" onPointerDown={(event) => event.preventDefault()}>
      <p class="sh">{title}</p>
      <div id="suggestions" role="listbox" aria-label={words.suggestions}>
        {items.map((item, index) => (
          <div
            class="so"
            role="option"
            key={item.word}
            id={offerId(index)}
            aria-selected={index === active}
            onClick={() => onTake(item)}
          >
            {item.kind === 'field' ? (
              <>
                <code>{item.word}</code>
                <span>{words.about[item.field]}</span>
                <code class="muted">{item.example}</code>
              </>
            ) : (
              <>
                <code class="trunc wide">{item.value}</code>
                <span class="n">{formatCount(item.count)}</span>
              </>
            )}
          </div>
        ))}
      </div>
      <button type="button" class="btn sm ghost" tabIndex={-1} onClick={onHelp}>
        {words.help}
      </button>
    </div>
  );
}
