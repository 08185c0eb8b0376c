/** One test that runs inside the extension host; it fails by throwing. */
export interface HostTest {
  readonly name: string;
  run(): Promise<void> | void;
}

/** What `test/tools/host-tests.mjs` reads from the extension host's console, one line a test. */
interface Report {
  readonly name: string;
  readonly outcome: 'passed' | 'failed';
  readonly ms: number;
  readonly error?: string;
}

const limitMs = 30_000;

/** Runs the tests in order and reports each on the console. Rejects at the end when any failed. */
export async function runTests(tests: readonly HostTest[]): Promise<void> {
  const only = typeof process === 'undefined' ? undefined : process.env.HOST_TEST;
  let failed = 0;
  for (const test of tests.filter((one) => !only || one.name.includes(only))) {
    const report = await runTest(test);
    if (report.outcome === 'failed') failed += 1;
    console.log(`@host-test ${JSON.stringify(report)}`);
  }
  if (failed > 0) throw new Error(`${failed} of ${tests.length} tests failed.`);
}

async function runTest(test: HostTest): Promise<Report> {
  const start = Date.now();
  try {
    await withLimit(test);
    return { name: test.name, outcome: 'passed', ms: Date.now() - start };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { name: test.name, outcome: 'failed', ms: Date.now() - start, error: text };
  }
}

async function withLimit(test: HostTest): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`did not end within ${limitMs / 1000} s`)), limitMs);
  });
  try {
    await Promise.race([test.run(), late]);
  } finally {
    clearTimeout(timer);
  }
}
