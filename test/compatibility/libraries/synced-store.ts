/** `@syncedstore/core`: plain objects and arrays that are shared. */

import { syncedStore } from "@syncedstore/core";
import { bindingLibrary } from "./binding.ts";

interface Task {
  title: string;
  isDone: boolean;
  tags: string[];
}

/** A list of tasks and a map. */
export const syncedStoreLibrary = bindingLibrary("@syncedstore/core", (doc) => {
  const shape = { tasks: [] as Task[], settings: {} as Record<string, unknown> };
  const store = syncedStore(shape, doc);
  return {
    get content() {
      return JSON.parse(
        JSON.stringify({ tasks: store.tasks, settings: store.settings }),
      ) as unknown;
    },
    write: (title) => void store.tasks.push({ title, isDone: false, tags: [] }),
    change(turn) {
      const task = store.tasks[turn % store.tasks.length];
      if (task !== undefined) {
        task.isDone = !task.isDone;
        task.tags.push(`turn ${turn}`);
        if (task.tags.length > 2) task.tags.splice(0, 1);
      }
      store.settings[`turn ${turn % 3}`] = { turn, list: [true, null, 1.5] };
      if (turn % 3 === 2) delete store.settings["turn 0"];
    },
  };
});
