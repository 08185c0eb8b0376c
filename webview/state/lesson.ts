import type { State } from '../../src/protocol.ts';
import { editSetting, type SettingEdit } from './edits.ts';
import type { Edit } from './store.ts';
import { withView } from './view.ts';

/** What is the person's own, whatever the panel shows. */
const own = ['pins', 'unit', 'follow'] as const;

/** Shows a lesson's state; pinned results and the like stay. */
export const opened =
  (lesson: State): Edit =>
  ({ view }) => {
    const kept = own.flatMap((key) => (view[key] === undefined ? [] : [[key, view[key]] as const]));
    return { ...lesson, view: { ...lesson.view, ...Object.fromEntries(kept) } };
  };

/** Puts in a whole tensor of the person's own, of which the lesson's words would no longer be true. */
export const withOwnTensor =
  (change: SettingEdit): Edit =>
  (state) =>
    withView(editSetting('setting', change)(state), { lesson: null });
