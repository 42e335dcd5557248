/**
 * `npm run api` in packages/meta writes docs/api.md: everything that src/index.ts and src/distributions.ts export, with
 * its doc comment and its declaration, under the file that owns it and that file's own words on notation and sources.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("..", import.meta.url));
const command = "npm run api -w meta";

/** An exported name and the statement that declares it. */
export interface Export {
  readonly name: string;
  readonly file: ts.SourceFile;
  readonly declaration: Declared;
}

type Declared =
  | ts.FunctionDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.VariableStatement
  | ts.ClassDeclaration;

const parsed = new Map<string, ts.SourceFile>();
function parse(path: string): ts.SourceFile {
  const known = parsed.get(path);
  if (known) return known;
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  parsed.set(path, file);
  return file;
}

/** What a module exports, found where it is declared; parsing is enough, for every export is named or `export *`. */
export function exportsOf(path: string): Export[] {
  const file = parse(path);
  return file.statements.flatMap((statement): Export[] => {
    if (ts.isExportDeclaration(statement)) return reExported(statement, path);
    if (!isDeclared(statement) || !isExported(statement)) return [];
    return namesOf(statement).map((name) => ({ name, file, declaration: statement }));
  });
}

function reExported({ exportClause, moduleSpecifier }: ts.ExportDeclaration, from: string): Export[] {
  if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return [];
  const all = exportsOf(join(dirname(from), moduleSpecifier.text));
  if (!exportClause || !ts.isNamedExports(exportClause)) return all;
  return exportClause.elements.map(({ name, propertyName }) => {
    const found = all.find((each) => each.name === (propertyName ?? name).text);
    if (!found)
      throw new Error(`${relative(root, from)} exports ${name.text}, which ${moduleSpecifier.text} has not.`);
    return { ...found, name: name.text };
  });
}

function isDeclared(statement: ts.Statement): statement is Declared {
  return (
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isVariableStatement(statement) ||
    ts.isClassDeclaration(statement)
  );
}

function isExported(statement: Declared): boolean {
  return statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function namesOf(statement: Declared): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  return statement.name ? [statement.name.text] : [];
}

/** The declaration as a reader needs it: no body, no `export`, no value where a type says enough. */
function written({ name, declaration, file }: Export): string {
  const text = (from: number, to: number) => file.text.slice(from, to).trim();
  if (ts.isFunctionDeclaration(declaration)) {
    const end = declaration.body ? declaration.body.getStart() : declaration.end;
    return text(declaration.getStart(), end).replace(/^export /, "");
  }
  if (ts.isVariableStatement(declaration)) {
    const variable = declaration.declarationList.declarations.find((each) => each.name.getText() === name)!;
    return variable.type ? `const ${name}: ${variable.type.getText()}` : `const ${variable.getText()}`;
  }
  return text(declaration.getStart(), declaration.end).replace(/^export /, "");
}

interface Doc {
  readonly text: string;
  readonly params: readonly string[];
  readonly throws: readonly string[];
}

/** What the doc comment says. */
export function docOf({ declaration }: Export): Doc {
  const blocks = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc);
  const last = blocks.at(-1);
  const words = (comment: ts.JSDoc["comment"]) => ts.getTextOfJSDocComment(comment) ?? "";
  const tags: readonly ts.JSDocTag[] = last?.tags ?? [];
  return {
    text: words(last?.comment),
    params: tags
      .filter(ts.isJSDocParameterTag)
      .map((tag) => `\`${tag.name.getText()}\`: ${words(tag.comment)}`),
    throws: tags.filter((tag) => tag.tagName.text === "throws").map(throwsText),
  };
}

/** The parser takes a word after `@throws` for a type; the sentence is both. */
function throwsText(tag: ts.JSDocTag): string {
  const text = tag.getText().replace(/^@throws\s*/, "");
  return text.replace(/\n\s*\*\s?/g, " ").trim();
}

/** The comment at the head of a file: what it is about, its notation and its sources. */
function headOf(file: ts.SourceFile): string {
  const first = ts.getLeadingCommentRanges(file.text, 0)?.[0];
  const comment = first ? file.text.slice(first.pos, first.end) : "";
  if (!comment.startsWith("/**")) return "";
  // A comment that belongs to the first declaration is told there.
  const belongs = file.statements[0] && isDeclared(file.statements[0]);
  return belongs ? "" : plain(comment);
}

/** The words of a doc comment; lines are joined but for lists and blank lines. */
function plain(comment: string): string {
  const lines = comment
    .replace(/^\/\*\*|\*\/$/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, "").trimEnd());
  return lines.join("\n").trim();
}

function titleOf(file: ts.SourceFile): string {
  return relative(join(root, "src"), file.fileName).replace(/\\/g, "/").replace(/\.ts$/, "");
}

/** A heading and a name share words, so links have names of their own. */
const anchorOf = (file: ts.SourceFile) => `file-${titleOf(file).replace(/\//g, "-")}`;

/** A line for each file, with its functions. */
function contents(byFile: ReadonlyMap<ts.SourceFile, readonly Export[]>): string {
  const lines = [...byFile].map(([file, exported]) => {
    const functions = exported.filter(({ declaration }) => ts.isFunctionDeclaration(declaration));
    const names = functions.map(({ name }) => `\`${name}\``).join(", ");
    return `- [${titleOf(file)}](#${anchorOf(file)})${names === "" ? "" : `: ${names}`}`;
  });
  return lines.join("\n");
}

function section(file: ts.SourceFile, exported: readonly Export[]): string {
  const parts = exported.map((each) => {
    const { text, params, throws } = docOf(each);
    const list = [
      ...params.map((param) => `- ${oneLine(param)}`),
      ...throws.map((error) => `- Throws ${oneLine(error)}`),
    ].join("\n");
    return [`### ${each.name}`, text, list, `\`\`\`ts\n${written(each)}\n\`\`\``]
      .filter((part) => part !== "")
      .join("\n\n");
  });
  return [`<a id="${anchorOf(file)}"></a>\n\n## ${titleOf(file)}`, headOf(file), ...parts]
    .filter((part) => part !== "")
    .join("\n\n");
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** The whole reference as Markdown. */
export function apiReference(): string {
  const entries = [
    { from: "meta", path: join(root, "src", "index.ts") },
    { from: "meta/distributions", path: join(root, "src", "distributions.ts") },
  ];
  const parts = entries.map(({ from, path }) => {
    const byFile = Map.groupBy(exportsOf(path), ({ file }) => file);
    const sections = [...byFile].map(([file, exported]) => section(file, exported));
    return [`# Imported from \`${from}\``, contents(byFile), ...sections].join("\n\n");
  });
  return `<!-- Written by \`${command}\` from the doc comments; do not edit. -->\n\n${parts.join("\n\n")}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, "docs", "api.md"), apiReference());
}
