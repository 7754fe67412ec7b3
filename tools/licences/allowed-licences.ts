/**
 * Licences under which Parley may ship what is others', by their SPDX names: permissive ones, that ask for notices and
 * for nothing of our own code. Each that is added here is somebody's decision.
 */
export const allowedLicences: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  // Of argparse: permissive in spite of its length.
  'Python-2.0',
  'Unlicense',
]);

/** Packages that name their licence in no SPDX way, and what was found in them; with their version, as it may change. */
export const readByHand: Readonly<Record<string, string>> = {
  'jsonify@0.0.1': 'Public Domain',
};
