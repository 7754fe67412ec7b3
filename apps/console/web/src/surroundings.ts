import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SurroundingsView } from '../../src/surroundings.controller.js';

export type Surroundings = SurroundingsView;

export const SurroundingsContext = createContext<Surroundings | undefined>(undefined);

/** What whoever looks may do, and what there is; known before any page is shown. */
export function useSurroundings(): Surroundings {
  return useContext(SurroundingsContext)!;
}
