import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { DraftProblem } from '../../../src/drafts.view.js';
import type { TextEditor } from './code-editor.js';
import { editorTheme } from './editor-theme.js';

const colors = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--quiet)', fontStyle: 'italic' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--info)' },
  { tag: [tags.punctuation, tags.separator, tags.meta], color: 'var(--quiet)' },
]);

/**
 * The editor, in a shadow root of the host: there its styles are sheets of script (adoptedStyleSheets), which the
 * pages' policy allows, and no style elements, which it refuses.
 */
export function openEditor(host: HTMLElement, text: string, changed: (text: string) => void): TextEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const told = EditorView.updateListener.of((update) => {
    if (update.docChanged) changed(update.state.doc.toString());
  });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        ...[lineNumbers(), lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching()],
        ...[
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSelectionMatches(),
          search({ top: true }),
        ],
        ...[yaml(), indentUnit.of('  '), syntaxHighlighting(colors), EditorView.lineWrapping],
        keymap.of([...searchKeymap, ...historyKeymap, indentWithTab, ...defaultKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': 'parley.yaml', spellcheck: 'false', tabindex: '0' }),
        ...[editorTheme, told],
      ],
    }),
  });
  return {
    put: (next) => {
      if (next === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    mark: (problems) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((one) => placed(view, one)),
        ),
      ),
    goTo: (line) => {
      const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines));
      view.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: 'center' }),
      });
      view.focus();
    },
    close: () => view.destroy(),
  };
}

/** A problem from its place to the end of its line. */
function placed({ state }: EditorView, { line, column, code, message }: DraftProblem) {
  const { from, to } = state.doc.line(Math.min(line, state.doc.lines));
  const at = Math.min(from + column - 1, to);
  return { from: at, to, severity: 'error' as const, message: `${message} (${code})` };
}
