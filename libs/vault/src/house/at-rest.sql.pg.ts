import { prepared } from '@parley/persistence';

/** Whether the database is sealed, and its proof. */
export const chosen = prepared('vault.at-rest', 'SELECT sealed, proof FROM vault.at_rest');

/** Who comes first leaves it there. $1 a proof */
export const prove = prepared('vault.prove', 'UPDATE vault.at_rest SET proof = $1 WHERE proof IS NULL');
