import { blankMagics } from '../../python/magics.ts';
import type { PythonParser } from '../../python/parser.ts';
import { Machine, Run, type World } from '../engine/machine.ts';
import { Scope } from '../engine/scope.ts';
import type { FileReport, Finding } from '../finding.ts';
import type { LintOptions, SourceFile } from '../project.ts';
import type { Rule } from '../rule.ts';
import type { Unit } from '../site.ts';
import { readSuppressions } from '../suppression.ts';
import { placeOf, toFinding, withoutSuperseded } from './findings.ts';
import { importedPaths } from './imports.ts';
import { type Observed, ruleObserver, ruleTable } from './observer.ts';
import { PathIndex } from './resolve.ts';
import { definitionsIn, runInner, runMain, runModule, runUncalled } from './roots.ts';
import { lossSites } from './sites.ts';
import { byText, splitUnits } from './units.ts';

/** A module as far as it has been analysed. */
interface ModuleState {
  readonly scope: Scope;
  readonly run: Run;
  readonly observed: Observed;
  stage: 'running' | 'body' | 'main' | 'all';
}

/** The sources of a workspace and what is known of them. */
export class Analysis {
  readonly #parser: PythonParser;
  readonly #table: ReturnType<typeof ruleTable>;
  readonly #sources = new Map<string, SourceFile>();
  readonly #units = new Map<string, readonly Unit[]>();
  readonly #stale = new Set<string>();
  readonly #imports = new Map<string, ReadonlySet<string>>();
  #known: readonly string[] = [];
  #index: PathIndex | undefined;
  #modules = new Map<string, ModuleState>();
  #machine: Machine;

  constructor(parser: PythonParser, rules: readonly Rule[]) {
    this.#parser = parser;
    this.#table = ruleTable(rules);
    this.#machine = this.#newMachine();
  }

  set(file: SourceFile): void {
    const before = this.#sources.get(file.path);
    if (before !== undefined && sameSource(before, file)) return;
    if (before === undefined && this.#index?.has(file.path) !== true) this.#index = undefined;
    this.#sources.set(file.path, file);
    this.#stale.add(file.path);
    this.#imports.delete(file.path);
    this.#forget();
  }

  remove(path: string): void {
    if (!this.#sources.delete(path)) return;
    this.#units.delete(path);
    this.#imports.delete(path);
    this.#index = undefined;
    this.#forget();
  }

  setKnownPaths(paths: Iterable<string>): void {
    this.#known = [...paths];
    this.#index = undefined;
    this.#imports.clear();
    this.#forget();
  }

  wanted(path: string): readonly string[] {
    const missing = new Set<string>();
    for (const at of this.#reachable(path)) if (!this.#sources.has(at)) missing.add(at);
    return [...missing];
  }

  report(path: string, options: LintOptions): FileReport {
    if (!this.#sources.has(path)) return { findings: [], sites: [] };
    const importers = this.#importersOf(path);
    for (const at of [path, ...importers]) this.#toMain(at);
    for (const at of [path, ...importers]) this.#toEnd(at, at === path ? importers : this.#importersOf(at));
    const states = [path, ...importers].flatMap((at) => this.#modules.get(at) ?? []);
    const findings = this.#findingsIn(path, states, options);
    const sites = lossSites(
      states.flatMap(({ observed }) => observed.losses),
      path,
    );
    return { findings, sites };
  }

  #findingsIn(path: string, states: readonly ModuleState[], options: LintOptions): Finding[] {
    const found = new Map<string, Finding>();
    for (const reported of withoutSuperseded(states.flatMap(({ observed }) => observed.findings))) {
      if (reported.draft.site.unit.file !== path) continue;
      const finding = toFinding(reported);
      const key = `${finding.rule}\0${placeOf(finding.location)}`;
      const known = found.get(key);
      if (known === undefined || finding.related.length > known.related.length) found.set(key, finding);
    }
    return this.#shown(path, [...found.values()], options);
  }

  /** Applies settings and suppression comments; sorts by place. */
  #shown(path: string, findings: readonly Finding[], options: LintOptions): Finding[] {
    const cells = this.#sources.get(path)?.cells ?? [];
    const suppressions = new Map(cells.map(({ index, text }) => [index, readSuppressions(text)]));
    return findings
      .flatMap((finding) => {
        const severity = options.rules?.[finding.rule] ?? finding.severity;
        if (
          severity === 'off' ||
          suppressions.get(finding.location.cell)?.covers(finding.rule, finding.location.start) === true
        )
          return [];
        return [{ ...finding, severity }];
      })
      .sort((a, b) => (a.location.cell ?? 0) - (b.location.cell ?? 0) || a.location.start - b.location.start);
  }

  #forget(): void {
    this.#modules = new Map();
    this.#machine = this.#newMachine();
  }

  #newMachine(): Machine {
    const world: World = {
      moduleScope: (path) => this.#toBody(path)?.scope,
      resolve: (file, name, level) => this.#paths().resolve(file, name, level),
      modulesIn: (folder) => this.#paths().filesIn(folder),
    };
    return new Machine(world, ruleObserver(this.#table, { findings: [], losses: [] }));
  }

  #paths(): PathIndex {
    this.#index ??= new PathIndex([...this.#known, ...this.#sources.keys()]);
    return this.#index;
  }

  #importsOf(path: string): ReadonlySet<string> {
    const known = this.#imports.get(path);
    if (known !== undefined) return known;
    const text = (this.#sources.get(path)?.cells ?? []).map((cell) => cell.text).join('\n');
    const found = importedPaths(text, path, this.#paths());
    this.#imports.set(path, found);
    return found;
  }

  #reachable(path: string): Set<string> {
    const seen = new Set([path]);
    for (const at of seen) for (const next of this.#importsOf(at)) seen.add(next);
    return seen;
  }

  /** Every source that imports `path`, directly or through others. */
  #importersOf(path: string): string[] {
    const seen = new Set([path]);
    for (const at of seen)
      for (const source of this.#sources.keys())
        if (!seen.has(source) && this.#importsOf(source).has(at)) seen.add(source);
    seen.delete(path);
    return [...seen];
  }

  #unitsOf(path: string): readonly Unit[] {
    const known = this.#units.get(path) ?? [];
    if (!this.#stale.delete(path)) return known;
    const before = byText(known);
    const units = (this.#sources.get(path)?.cells ?? []).flatMap(({ index, text }) =>
      splitUnits(this.#parser, path, index, index === null ? text : blankMagics(text), before),
    );
    for (const unit of units) unit.siblings = units;
    this.#units.set(path, units);
    return units;
  }

  #toBody(path: string): ModuleState | undefined {
    const known = this.#modules.get(path);
    if (known !== undefined || !this.#sources.has(path)) return known;
    const observed: Observed = { findings: [], losses: [] };
    const run = new Run(ruleObserver(this.#table, observed));
    const state: ModuleState = { scope: new Scope('module', null, path), run, observed, stage: 'running' };
    this.#modules.set(path, state);
    const units = this.#unitsOf(path);
    this.#machine.within(run, () => runModule(this.#machine, state.scope, units));
    state.stage = 'body';
    return state;
  }

  #toMain(path: string): void {
    const state = this.#toBody(path);
    if (state?.stage !== 'body') return;
    state.stage = 'main';
    this.#machine.within(state.run, () => runMain(this.#machine, state.scope, this.#unitsOf(path)));
  }

  /** Runs what nobody has called so far: neither the module itself nor a module that imports it. */
  #toEnd(path: string, importers: readonly string[]): void {
    const state = this.#modules.get(path);
    if (state?.stage !== 'main') return;
    state.stage = 'all';
    const entered = new Set(state.run.entered);
    for (const importer of importers) {
      this.#toMain(importer);
      for (const def of this.#modules.get(importer)?.run.entered ?? []) entered.add(def);
    }
    const instances = state.run.instances;
    this.#machine.within(state.run, () => {
      runInner(this.#machine, 0, 0);
      runUncalled(this.#machine, definitionsIn(state.scope, path), entered, instances);
    });
  }
}

function sameSource(a: SourceFile, b: SourceFile): boolean {
  return (
    a.cells.length === b.cells.length &&
    a.cells.every((cell, i) => cell.index === b.cells[i]?.index && cell.text === b.cells[i]?.text)
  );
}
