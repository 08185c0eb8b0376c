import type { PythonParser } from '../../python/parser.ts';
import { Machine } from '../engine/machine.ts';
import type { Run } from '../engine/run.ts';
import type { Scope } from '../engine/scope.ts';
import { type FileReport, type Finding, severities } from '../finding.ts';
import type { FileFindings, LintOptions, SourceFile } from '../project.ts';
import type { Rule } from '../rule.ts';
import type { Unit } from '../site.ts';
import { readSuppressions } from '../suppression.ts';
import { components } from './components.ts';
import { Ledger } from './ledger.ts';
import { ModuleState } from './module.ts';
import { newObserved, ruleObserver, ruleTable } from './observer.ts';
import { Reaches } from './reaches.ts';
import { lossSites } from './sites.ts';
import { Sources } from './sources.ts';
import type { Reach } from './summary.ts';
import { Stamps, type Workshop } from './task.ts';

/** Modules that import each other are run so many times at most; what they have come to by then is taken to be the end. */
const maxPasses = 4;

/** Of a file that more files import than this, a report tells what the nearest of them do with it. */
const maxImporters = 100;

/** What one pass over many files carries along. */
interface Pass {
  readonly ledger: Ledger;
  readonly reaches: Reaches;
}

/** The sources of a workspace and what is known of them. */
export class Analysis {
  readonly #sources: Sources;
  readonly #table: ReturnType<typeof ruleTable>;
  readonly #stamps = new Stamps();
  /** Counts the changes of the sources. */
  #revision = 0;
  #modules = new Map<string, ModuleState>();
  /** Modules whose bodies are being run, each because of the one before. */
  readonly #running = new Set<ModuleState>();
  /** Those of them that were looked into, with the stamp given last at that moment. */
  readonly #partial = new Map<ModuleState, number>();
  /** Modules of which something was run in this pass. */
  readonly #changed = new Set<ModuleState>();
  /** Modules that have a name by an import which they had by a statement before. */
  readonly #loose = new Set<string>();
  /** Modules that were looked for before their text was read. */
  readonly #missed = new Set<string>();
  #shop: Workshop;

  constructor(parser: PythonParser, rules: readonly Rule[], everyFile: boolean) {
    this.#sources = new Sources(parser, everyFile);
    this.#table = ruleTable(rules);
    this.#shop = this.#newShop();
  }

  set(file: SourceFile): void {
    const changed = this.#sources.set(file);
    if (changed === 'paths' || this.#missed.has(file.path)) this.#forget();
    else if (changed === 'text') this.#revision++;
  }

  remove(path: string): void {
    if (this.#sources.remove(path)) this.#forget();
  }

  setKnownPaths(paths: Iterable<string>): void {
    this.#sources.setKnownPaths(paths);
    this.#forget();
  }

  wanted(paths: readonly string[]): readonly string[] {
    return this.#sources.reachable(paths).filter((at) => !this.#sources.has(at));
  }

  report(path: string, options: LintOptions): FileReport {
    if (!this.#sources.has(path)) return { findings: [], sites: [] };
    const importers = this.#nearestImporters(path);
    const paths = importers.length > 0 || this.#sources.hasRelevant(path) ? [path, ...importers] : [];
    this.#settle(() => {
      for (const at of paths) this.#toMain(at);
    });
    this.#settle(() => {
      for (const at of paths) this.#toRoots(at, (file) => this.#reachesInto(file));
    });
    const outcomes = paths.flatMap((at) => this.#modules.get(at)?.outcome ?? []);
    const ledger = new Ledger();
    for (const outcome of outcomes) ledger.enter(path, outcome);
    const losses = outcomes.flatMap((outcome) => outcome.losses.get(path) ?? []);
    return { findings: this.#shown(path, ledger.close(path), options), sites: lossSites(losses, path) };
  }

  /**
   * The findings in each of the files, as soon as no other file can add to them. Files come before what they import, and
   * a module is let go of once nobody who imports it is left to be analysed.
   */
  *findings(paths: Iterable<string>, options: LintOptions): Generator<FileFindings> {
    const asked = new Set([...paths].filter((path) => this.#sources.has(path)));
    const active = this.#sources.withImporters(asked);
    this.#sources.decideRelevance();
    const pass = { ledger: new Ledger(), reaches: new Reaches((file) => this.#sources.importersOf(file)) };
    for (const together of components(active, (path) => this.#sources.importsOf(path))) {
      this.#finish(
        together.filter((path) => active.has(path)),
        pass,
      );
      for (const path of together) {
        if (asked.has(path)) yield { path, findings: this.#shown(path, pass.ledger.close(path), options) };
        this.#modules.delete(path);
        this.#sources.release(path);
      }
    }
    this.#forget();
  }

  /**
   * Analyses modules that import each other, all that import them being finished, to their end. Those that are not worth
   * running by themselves were run if somebody else imports them, and may have been given something.
   */
  #finish(files: readonly string[], { ledger, reaches }: Pass): void {
    this.#settle(() => {
      for (const path of files) if (this.#sources.hasRelevant(path)) this.#toMain(path);
    });
    const paths = files.filter((path) => this.#modules.has(path));
    for (const path of paths) reaches.note(path, this.#modules.get(path)?.reaches ?? new Map());
    this.#settle(() => {
      for (const path of paths) this.#toRoots(path, (file) => reaches.into(file));
    });
    for (const path of paths) {
      const outcome = this.#modules.get(path)?.outcome;
      if (outcome !== undefined) ledger.enterAll(outcome);
      reaches.close(path);
    }
  }

  /**
   * Does `pass`, and again where a module was looked into before its body had run to its end, until nothing needs to be run
   * again: what modules that import each other come to must not depend on which of them was asked for first.
   */
  #settle(pass: () => void): void {
    for (let passes = 0; passes < maxPasses; passes++) {
      this.#partial.clear();
      this.#changed.clear();
      pass();
      const isEnd = [...this.#partial].every(([module, stamp]) => module.changedAt <= stamp);
      if (!this.#resetLoose() && isEnd) return;
      this.#revision++;
    }
    for (const module of this.#changed) module.settle();
  }

  /** Starts modules that import each other anew where one may have kept a name alive that it has from the others only. */
  #resetLoose(): boolean {
    const cycles = [...this.#loose].flatMap((path) => this.#sources.cycleOf(path));
    for (const at of cycles) this.#modules.get(at)?.reset(this.#shop);
    this.#loose.clear();
    return cycles.length > 0;
  }

  /** Applies settings and suppression comments; sorts by place. */
  #shown(path: string, findings: readonly Finding[], options: LintOptions): Finding[] {
    const cells = this.#sources.file(path)?.cells ?? [];
    const suppressions = new Map(cells.map(({ index, text }) => [index, readSuppressions(text)]));
    const least = severities.indexOf(options.least ?? 'hint');
    return findings
      .flatMap((finding) => {
        const severity = options.rules?.[finding.rule] ?? finding.severity;
        const { cell, start } = finding.location;
        if (severity === 'off' || severities.indexOf(severity) < least) return [];
        return suppressions.get(cell)?.covers(finding.rule, start) === true ? [] : [{ ...finding, severity }];
      })
      .sort(byPlace);
  }

  #forget(): void {
    this.#revision++;
    this.#modules = new Map();
    this.#missed.clear();
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
    const isRelevant = (unit: Unit): boolean => this.#sources.isRelevant(unit);
    const isSink = (unit: Unit): boolean => this.#sources.isSink(unit);
    return { machine, table: this.#table, stamps: this.#stamps, refresh, isRelevant, isSink };
  }

  /** The variables of a module, its body run; as far as it has come, when modules import each other. */
  #toBody(path: string): Scope | undefined {
    if (!this.#sources.has(path)) {
      this.#missed.add(path);
      return undefined;
    }
    const known = this.#modules.get(path);
    const module = known ?? new ModuleState(path);
    if (known === undefined) this.#modules.set(path, module);
    if (this.#running.has(module) && !this.#partial.has(module)) this.#partial.set(module, this.#stamps.last);
    if (module.bodyRevision === this.#revision) return module.scope;
    module.bodyRevision = this.#revision;
    this.#running.add(module);
    const before = module.changedAt;
    if (module.updateBody(this.#shop, this.#sources.unitsOf(path))) this.#loose.add(path);
    this.#running.delete(module);
    if (module.changedAt !== before) this.#changed.add(module);
    return module.scope;
  }

  #toMain(path: string): void {
    this.#toBody(path);
    const module = this.#modules.get(path);
    if (module === undefined || module.mainRevision === this.#revision) return;
    module.mainRevision = this.#revision;
    module.updateMain(this.#shop, this.#sources.unitsOf(path));
  }

  #toRoots(path: string, reachesInto: (file: string) => readonly Reach[]): void {
    const module = this.#modules.get(path);
    if (module === undefined || module.rootsRevision === this.#revision) return;
    module.rootsRevision = this.#revision;
    module.updateRoots(this.#shop, reachesInto(path));
  }

  #reachesInto(path: string): Reach[] {
    const importers = this.#nearestImporters(path);
    for (const at of importers) this.#toMain(at);
    return importers.flatMap((at) => this.#modules.get(at)?.reaches.get(path) ?? []);
  }

  #nearestImporters(path: string): readonly string[] {
    const importers = this.#sources.importersOf(path).filter((at) => this.#sources.hasRelevant(at));
    return importers.slice(0, maxImporters);
  }
}

function byPlace(a: Finding, b: Finding): number {
  return (a.location.cell ?? 0) - (b.location.cell ?? 0) || a.location.start - b.location.start;
}
