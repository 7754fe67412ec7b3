/** Under which specs seal, and know people. */
export const SPEC_PEPPER = 'a pepper of specs';
