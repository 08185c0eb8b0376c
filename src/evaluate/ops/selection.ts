/** Whether the first of two positions goes before the second. */
type Before = (a: number, b: number) => boolean;

/**
 * Which of equal values `topk` gives depends on the algorithm: PyTorch uses the C++ library's `partial_sort` where k is
 * small, else `nth_element` and a sort of what lies before. These are they, as GNU's library has them.
 */
export function topPositions(count: number, k: number, before: Before): number[] {
  const queue = Array.from({ length: count }, (_, i) => i);
  if (k === 0) return [];
  if (k * 64 <= count) {
    heapSelect(queue, 0, k, count, before);
    sortHeap(queue, k, before);
  } else {
    nthElement(queue, k - 1, before);
    sort(queue, k - 1, before);
  }
  return queue.slice(0, k);
}

const at = (queue: readonly number[], i: number): number => queue[i] as number;

function swap(queue: number[], i: number, j: number): void {
  const kept = at(queue, i);
  queue[i] = at(queue, j);
  queue[j] = kept;
}

function insertionSort(queue: number[], first: number, last: number, before: Before): void {
  for (let i = first + 1; i < last; i++) {
    const value = at(queue, i);
    // A new first one goes to the front, which bounds the search of the others.
    let hole = i;
    if (before(value, at(queue, first))) for (; hole > first; hole--) queue[hole] = at(queue, hole - 1);
    else for (; before(value, at(queue, hole - 1)); hole--) queue[hole] = at(queue, hole - 1);
    queue[hole] = value;
  }
}

/** Puts the median of three behind `first`, where the partition takes it as its pivot. */
function medianToFirst(
  queue: number[],
  first: number,
  a: number,
  b: number,
  c: number,
  before: Before,
): void {
  const less = (i: number, j: number) => before(at(queue, i), at(queue, j));
  const middle = less(a, b) ? (less(b, c) ? b : less(a, c) ? c : a) : less(a, c) ? a : less(b, c) ? c : b;
  swap(queue, first, middle);
}

function partition(queue: number[], first: number, last: number, before: Before): number {
  medianToFirst(queue, first, first + 1, first + ((last - first) >> 1), last - 1, before);
  const pivot = first;
  for (let low = first + 1, high = last; ; low++) {
    while (before(at(queue, low), at(queue, pivot))) low++;
    high--;
    while (before(at(queue, pivot), at(queue, high))) high--;
    if (low >= high) return low;
    swap(queue, low, high);
  }
}

const depthLimit = (count: number): number => 2 * Math.floor(Math.log2(Math.max(count, 1)));

function nthElement(queue: number[], nth: number, before: Before): void {
  let [first, last] = [0, queue.length];
  for (let depth = depthLimit(last); last - first > 3; depth--) {
    if (depth === 0) {
      heapSelect(queue, first, nth + 1, last, before);
      swap(queue, first, nth);
      return;
    }
    const cut = partition(queue, first, last, before);
    if (cut <= nth) first = cut;
    else last = cut;
  }
  insertionSort(queue, first, last, before);
}

const small = 16;

/** `std::sort` of the first `count`. */
function sort(queue: number[], count: number, before: Before): void {
  const loop = (first: number, end: number, depth: number): void => {
    let last = end;
    for (let left = depth; last - first > small; left--) {
      if (left === 0) {
        heapSelect(queue, first, last, last, before);
        const part = queue.slice(first, last);
        sortHeap(part, part.length, before);
        queue.splice(first, part.length, ...part);
        return;
      }
      const cut = partition(queue, first, last, before);
      loop(cut, last, left - 1);
      last = cut;
    }
  };
  loop(0, count, depthLimit(count));
  insertionSort(queue, 0, count, before);
}

/** Sinks the hole at `start` to the bottom of a heap of `length` and lets `value` rise from there. */
function adjustHeap(
  queue: number[],
  first: number,
  start: number,
  length: number,
  value: number,
  before: Before,
): void {
  let hole = start;
  for (let child = 2 * hole + 2; child <= length; child = 2 * hole + 2) {
    if (child === length || before(at(queue, first + child), at(queue, first + child - 1))) child--;
    queue[first + hole] = at(queue, first + child);
    hole = child;
  }
  for (let parent = (hole - 1) >> 1; hole > start && before(at(queue, first + parent), value); ) {
    queue[first + hole] = at(queue, first + parent);
    hole = parent;
    parent = (hole - 1) >> 1;
  }
  queue[first + hole] = value;
}

/** Makes `first … middle` a heap of the ones that go before all others. */
function heapSelect(queue: number[], first: number, middle: number, last: number, before: Before): void {
  const length = middle - first;
  for (let parent = (length - 2) >> 1; parent >= 0; parent--)
    adjustHeap(queue, first, parent, length, at(queue, first + parent), before);
  for (let i = middle; i < last; i++) {
    if (!before(at(queue, i), at(queue, first))) continue;
    const value = at(queue, i);
    queue[i] = at(queue, first);
    adjustHeap(queue, first, 0, length, value, before);
  }
}

function sortHeap(queue: number[], length: number, before: Before): void {
  for (let last = length - 1; last > 0; last--) {
    const value = at(queue, last);
    queue[last] = at(queue, 0);
    adjustHeap(queue, 0, 0, last, value, before);
  }
}
