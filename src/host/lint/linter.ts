import { type CancellationToken, CancellationTokenSource, type Disposable, EventEmitter } from 'vscode';
import type { Evaluations } from '../evaluate/evaluations.ts';
import { refusals } from '../evaluate/refusals.ts';
import { Indexer } from '../workspace/indexer.ts';
import { type Place, placeKey } from '../workspace/place.ts';
import type { FolderProject } from '../workspace/project.ts';
import type { Sources } from '../workspace/sources.ts';
import type { Board, Shown } from './board.ts';
import { show } from './diagnostic.ts';
import type { Reports } from './reports.ts';
import type { LintStatus } from './status.ts';

/** Long enough that a burst of keys is one run, short enough to feel immediate. */
const DELAY_MS = 80;

/**
 * Keeps the board up to date: a changed source first, then the open sources that may depend on it, with a pause
 * between two so that other work of the editor gets its turn. A newer change cancels the run and takes over its rest.
 */
export class Linter implements Disposable {
  readonly #sources: Sources;
  readonly #board: Board;
  readonly #status: LintStatus;
  readonly #reports: Reports;
  readonly #indexer: Indexer;
  readonly #evaluations: Evaluations;
  readonly #pending = new Map<string, Place>();
  /** Sources that are shown though they are not open. */
  readonly #closed = new Set<string>();
  readonly #linted = new EventEmitter<Place>();
  #timer: NodeJS.Timeout | undefined;
  #run: CancellationTokenSource | undefined;

  /** New diagnostics of a source are on the board. */
  readonly onDidLint = this.#linted.event;

  constructor(
    sources: Sources,
    board: Board,
    reports: Reports,
    evaluations: Evaluations,
    status: LintStatus,
  ) {
    this.#sources = sources;
    this.#board = board;
    this.#status = status;
    this.#reports = reports;
    this.#indexer = new Indexer(sources);
    this.#evaluations = evaluations;
  }

  /** Asks for new diagnostics of a source. */
  schedule(place: Place): void {
    this.#pending.set(placeKey(place), place);
    this.#run?.cancel();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#flush(), DELAY_MS);
  }

  scheduleAll(): void {
    for (const project of this.#sources.projects)
      for (const path of project.openPaths()) this.schedule({ root: project.root, path });
  }

  async #flush(): Promise<void> {
    this.#run?.cancel();
    const run = new CancellationTokenSource();
    this.#run = run;
    const places = this.#withDependents([...this.#pending.values()]);
    for (const place of places) this.#pending.set(placeKey(place), place);
    for (const place of places) {
      if (run.token.isCancellationRequested) return;
      await this.#lint(place, run.token);
      if (!run.token.isCancellationRequested) this.#pending.delete(placeKey(place));
    }
    this.#status.idle();
    await this.#index(places);
  }

  /** When what is open is shown, reads what may use it, and looks again. */
  async #index(places: readonly Place[]): Promise<void> {
    for (const { root } of places)
      if (await this.#indexer.run(root, (left) => this.#status.reading(left))) this.scheduleAll();
  }

  /** The changed sources, then the other open ones in their projects. */
  #withDependents(changed: readonly Place[]): readonly Place[] {
    const roots = new Map(changed.map(({ root }) => [root.toString(), root]));
    const others = [...roots.values()].flatMap((root) =>
      this.#sources
        .project(root)
        .openPaths()
        .map((path) => ({ root, path })),
    );
    return [...new Map([...changed, ...others].map((place) => [placeKey(place), place])).values()];
  }

  /** Reads what the source depends on, analyses it and shows the result; closed sources only after they were asked for. */
  async #lint(place: Place, token: CancellationToken): Promise<number> {
    const project = this.#sources.project(place.root);
    const key = placeKey(place);
    const isOpen = project.isOpen(place.path);
    if (!isOpen) this.#evaluations.forget(key);
    const isShown = isOpen || this.#closed.has(key);
    if (!isShown || !project.source(place.path)) {
      this.#board.put(key, []);
      return 0;
    }
    await this.#sources.load(place, token, ({ reading }) => this.#status.reading(reading));
    await pause();
    if (token.isCancellationRequested || !project.source(place.path)) return 0;
    const shown = this.#look(place, project);
    this.#board.put(key, shown);
    this.#linted.fire(place);
    return shown.length;
  }

  #look(place: Place, project: FolderProject): Shown[] {
    const { findings } = this.#reports.of(place);
    const locator = project.locator();
    const source = project.isOpen(place.path) && this.#reports.isChecked(place) && project.source(place.path);
    return [
      ...findings.map((finding) => show(finding, locator)),
      ...(source ? refusals(source, this.#evaluations) : []),
    ];
  }

  /** Shows the findings of a source that need not be open, and keeps them up to date from now on. */
  async lintClosed(place: Place, token: CancellationToken): Promise<number> {
    this.#closed.add(placeKey(place));
    await this.#sources.ensure(place);
    return this.#lint(place, token);
  }

  /** Resolves when nothing waits to be checked. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await pause(DELAY_MS);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#run?.cancel();
    this.#linted.dispose();
    this.#indexer.dispose();
  }
}

/** Lets what is waiting (a key, another extension) go first. */
const pause = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
