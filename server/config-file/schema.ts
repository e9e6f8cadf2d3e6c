/** The JSON Schema of the file, for editors: the shape of the contract, with the names of the providers. */
import { ConfigFile } from '../contract.ts';
import { providerIds } from '../verification/settings.ts';

/** Ready to be printed. */
export function configSchema(): object {
  const schema = structuredClone({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'hookglass.config.json',
    ...ConfigFile,
    // Editors that read comments read trailing commas too when a schema says so.
    allowTrailingCommas: true,
  });
  const { verification } = schema.properties.bins.items.properties;
  Object.assign(verification.items.properties.provider, { enum: [...providerIds] });
  return schema;
}
