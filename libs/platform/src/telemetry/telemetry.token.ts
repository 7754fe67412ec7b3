/** Nest's token for this process's Telemetry. */
export const TELEMETRY = Symbol('telemetry');
