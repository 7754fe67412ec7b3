import { useEffect, useRef, useState } from 'preact/hooks';
import type { DraftProblem } from '../../../src/drafts.view.js';

/** What the page needs of an editor. */
export interface TextEditor {
  put(text: string): void;
  mark(problems: readonly DraftProblem[]): void;
  /** To a line, from 1. */
  goTo(line: number): void;
  close(): void;
}

interface CodeEditorProps {
  readonly text: string;
  readonly problems: readonly DraftProblem[];
  readonly changed: (text: string) => void;
  /** A line to go to; another object goes there again. */
  readonly place: { readonly line: number } | undefined;
}

/** The text of parley.yaml: the editor is fetched by this page alone, and a plain field stands in until it is there. */
export function CodeEditor({ text, problems, changed, place }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const tell = useRef(changed);
  tell.current = changed;
  const [editor, setEditor] = useState<TextEditor>();
  useEffect(() => {
    let open: TextEditor | undefined;
    let left = false;
    import('./editor.js')
      .then(({ openEditor }) => {
        if (left || host.current === null) return;
        open = openEditor(host.current, text, (next) => tell.current(next));
        setEditor(open);
      })
      .catch(() => undefined); // Away, or too old a browser: the plain field stays.
    return () => {
      left = true;
      open?.close();
    };
  }, []);
  useEffect(() => editor?.put(text), [editor, text]);
  useEffect(() => editor?.mark(problems), [editor, problems]);
  useEffect(() => {
    if (place !== undefined) editor?.goTo(place.line);
  }, [editor, place]);
  return (
    <div class="editor">
      <div ref={host} class="editor-host" hidden={editor === undefined} />
      {editor === undefined && (
        <textarea
          aria-label="parley.yaml"
          spellcheck={false}
          value={text}
          onInput={(event) => changed(event.currentTarget.value)}
        />
      )}
    </div>
  );
}
