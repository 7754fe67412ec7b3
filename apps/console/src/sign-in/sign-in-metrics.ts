import { meter } from '@parley/platform';

/** By which way, and `ok` or a code; never who. */
export const signInsCounted = meter.createCounter('parley.console.sign_ins');
