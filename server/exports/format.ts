/** What an export format is. The room imports this, the contract and headers; one format a file, listed in formats.ts. */
import type { CapturedRequest, ExportFormat } from '../contract.ts';

/** A request on its way out. */
export interface Exported {
  request: CapturedRequest;
  /** The kept bytes of the body, piece by piece; may be asked for again. Throws when the request is gone meanwhile. */
  body(): AsyncIterable<Uint8Array>;
}

/** Where an export is made and where its requests are to be sent. */
export interface Place {
  bin: string;
  /** The bin's hook URL. */
  hookUrl: string;
  /** What `to` asked for: the base to send to instead of the hook URL. */
  to: URL | null;
  /** Where the API is, without a slash at the end: bodies that are too large for a command are fetched there. */
  api: string;
  version: string;
  /** True when the export holds the requests of a bin, false when it holds one. */
  many: boolean;
}

/** Text, written as UTF-8, or bytes. */
export type Piece = string | Uint8Array;

/** A format: what it is, and how requests become it. It holds one request in memory at most, and no large body. */
export interface Format extends ExportFormat {
  write(requests: AsyncIterable<Exported>, place: Place): AsyncIterable<Piece>;
}
