// The query editor of the served page: CodeMirror with SPARQL. A bundle of its own, for a page on disk has no endpoint.
import { type Completion, type CompletionContext, autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Editor, Vocabulary } from "./model.ts";

const look = EditorView.theme({
  "&": { fontSize: "14px", color: "var(--ink)", backgroundColor: "var(--ground)", border: "1px solid var(--quiet)", borderRadius: "8px", maxHeight: "42vh" },
  "&.cm-focused": { outline: "3px solid var(--focus)" },
  ".cm-scroller": { fontFamily: "ui-monospace, monospace", overflow: "auto", minHeight: "150px" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--quiet)", border: "0" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--mark) !important" },
  ".cm-tooltip": { backgroundColor: "var(--ground)", color: "var(--ink)", border: "1px solid var(--line)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--focus)", color: "var(--ground)" },
});
const colours = syntaxHighlighting(HighlightStyle.define([
  { tag: tags.keyword, color: "var(--f-diplomatic)", fontWeight: "600" }, { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--f-legal)" }, { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--f-support)" },
  { tag: tags.atom, color: "var(--f-denial)" }, { tag: tags.number, color: "var(--f-attribution)" },
]));

/** Terms of the ontology while one writes "ag:…"; what a term means stands beside it. */
function terms(vocabulary: Vocabulary[]): (context: CompletionContext) => { from: number; options: Completion[] } | null {
  const options = vocabulary.map(({ term, means }): Completion => ({ label: term, detail: means.slice(0, 90), type: /:[A-Z]/.test(term) ? "class" : "property" }));
  return (context) => {
    const word = context.matchBefore(/[A-Za-z]+:?[\w-]*/);
    return word && (word.from < word.to || context.explicit) ? { from: word.from, options } : null;
  };
}

/** Put an editor into an element: in a shadow root, where its styles need no exception from the page's policy. */
function mount(place: HTMLElement, text: string, vocabulary: Vocabulary[], run: () => void): Editor {
  const root = place.attachShadow({ mode: "open" });
  const view = new EditorView({
    root, parent: root,
    state: EditorState.create({ doc: text, extensions: [
      keymap.of([{ key: "Mod-Enter", run: () => { run(); return true; } }, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
      lineNumbers(), history(), drawSelection(), bracketMatching(), highlightActiveLine(), StreamLanguage.define(sparql), colours, look,
      autocompletion({ override: [terms(vocabulary)] }), EditorView.lineWrapping, EditorView.contentAttributes.of({ "aria-label": "SPARQL query", spellcheck: "false" }),
    ] }),
  });
  return {
    get: () => view.state.doc.toString(),
    set: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    focus: () => view.focus(),
  };
}

globalThis.attrigraphEditor = mount;
