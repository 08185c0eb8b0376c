import type { PythonParser } from '../../python/parser.ts';
import { Machine } from '../engine/machine.ts';
import type { Run } from '../engine/run.ts';
import type { Scope } from '../engine/scope.ts';
import type { FileReport, Finding } from '../finding.ts';
import type { LintOptions, SourceFile } from '../project.ts';
import type { Rule } from '../rule.ts';
import { readSuppressions } from '../suppression.ts';
import { placeOf, toFinding, withoutSuperseded } from './findings.ts';
import { ModuleState, type Workshop } from './module.ts';
import { newObserved, ruleObserver, ruleTable } from './observer.ts';
import { lossSites } from './sites.ts';
import { Sources } from './sources.ts';
import type { Outcome } from './summary.ts';
import { Stamps } from './task.ts';

/** The sources of a workspace and what is known of them. */
export class Analysis {
  readonly #sources: Sources;
  readonly #table: ReturnType<typeof ruleTable>;
  readonly #stamps = new Stamps();
  /** Counts the changes of the sources. */
  #revision = 0;
  #modules = new Map<string, ModuleState>();
  #shop: Workshop;

  constructor(parser: PythonParser, rules: readonly Rule[]) {
    this.#sources = new Sources(parser);
    this.#table = ruleTable(rules);
    this.#shop = this.#newShop();
  }

  set(file: SourceFile): void {
    // Known by its path before its text was read: what imports it found nothing there.
    const arrives = !this.#sources.has(file.path) && file.path.endsWith('.py');
    const changed = this.#sources.set(file);
    if (changed === 'paths' || arrives) this.#forget();
    else if (changed === 'text') this.#revision++;
  }

  remove(path: string): void {
    if (this.#sources.remove(path)) this.#forget();
  }

  setKnownPaths(paths: Iterable<string>): void {
    this.#sources.setKnownPaths(paths);
    this.#forget();
  }

  wanted(path: string): readonly string[] {
    return this.#sources.reachable(path).filter((at) => !this.#sources.has(at));
  }

  report(path: string, options: LintOptions): FileReport {
    if (!this.#sources.has(path)) return { findings: [], sites: [] };
    const modules = [path, ...this.#sources.importersOf(path)];
    for (const at of modules) this.#toMain(at);
    for (const at of modules) this.#toRoots(at);
    const outcomes = modules.flatMap((at) => this.#modules.get(at)?.outcome ?? []);
    const losses = outcomes.flatMap((outcome) => outcome.losses.get(path) ?? []);
    return { findings: this.#findingsIn(path, outcomes, options), sites: lossSites(losses, path) };
  }

  #findingsIn(path: string, outcomes: readonly Outcome[], options: LintOptions): Finding[] {
    const reported = outcomes.flatMap(({ findings }) => findings.get(path) ?? []);
    const superseding = outcomes.flatMap((outcome) => outcome.superseding.get(path) ?? []);
    const found = new Map<string, Finding>();
    for (const item of withoutSuperseded(reported, superseding)) keepBest(found, toFinding(item));
    return this.#shown(path, [...found.values()], options);
  }

  /** Applies settings and suppression comments; sorts by place. */
  #shown(path: string, findings: readonly Finding[], options: LintOptions): Finding[] {
    const cells = this.#sources.file(path)?.cells ?? [];
    const suppressions = new Map(cells.map(({ index, text }) => [index, readSuppressions(text)]));
    return findings
      .flatMap((finding) => {
        const severity = options.rules?.[finding.rule] ?? finding.severity;
        const { cell, start } = finding.location;
        const silenced = severity === 'off' || suppressions.get(cell)?.covers(finding.rule, start) === true;
        return silenced ? [] : [{ ...finding, severity }];
      })
      .sort(byPlace);
  }

  #forget(): void {
    this.#revision++;
    this.#modules = new Map();
    this.#shop = this.#newShop();
  }

  #newShop(): Workshop {
    const world = {
      moduleScope: (path: string) => this.#toBody(path),
      resolve: (file: string, name: string, level: number) => this.#sources.index.resolve(file, name, level),
      modulesIn: (folder: string) => this.#sources.index.filesIn(folder),
    };
    const machine = new Machine(world, ruleObserver(this.#table, newObserved()));
    const refresh = (run: Run): void => {
      for (const path of run.modules) this.#toBody(path);
    };
    return { machine, table: this.#table, stamps: this.#stamps, refresh };
  }

  /** The variables of a module, its body run; as far as it has come, when modules import each other. */
  #toBody(path: string): Scope | undefined {
    if (!this.#sources.has(path)) return undefined;
    const known = this.#modules.get(path);
    const module = known ?? new ModuleState(path);
    if (known === undefined) this.#modules.set(path, module);
    if (module.bodyRevision === this.#revision) return module.scope;
    module.bodyRevision = this.#revision;
    module.updateBody(this.#shop, this.#sources.unitsOf(path));
    return module.scope;
  }

  #toMain(path: string): void {
    this.#toBody(path);
    const module = this.#modules.get(path);
    if (module === undefined || module.mainRevision === this.#revision) return;
    module.mainRevision = this.#revision;
    module.updateMain(this.#shop, this.#sources.unitsOf(path));
  }

  #toRoots(path: string): void {
    const module = this.#modules.get(path);
    if (module === undefined || module.rootsRevision === this.#revision) return;
    module.rootsRevision = this.#revision;
    const importers = this.#sources.importersOf(path);
    for (const at of importers) this.#toMain(at);
    module.updateRoots(
      this.#shop,
      importers.flatMap((at) => this.#modules.get(at) ?? []),
    );
  }
}

/** Of findings of one rule at one place the one with the longest way is told. */
function keepBest(found: Map<string, Finding>, finding: Finding): void {
  const key = `${finding.rule}\0${placeOf(finding.location)}`;
  const known = found.get(key);
  if (known === undefined || finding.related.length > known.related.length) found.set(key, finding);
}

function byPlace(a: Finding, b: Finding): number {
  return (a.location.cell ?? 0) - (b.location.cell ?? 0) || a.location.start - b.location.start;
}
