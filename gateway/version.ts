/** Version: what this gateway calls itself in its state and health. */
import packageJson from '../package.json' with { type: 'json' };

export const gatewayVersion: string = packageJson.version;
