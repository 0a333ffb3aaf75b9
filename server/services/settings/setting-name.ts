/** What a person may keep: look and habits under one name, and the arrangement of parts of the desk by theirs. */
const KEPT =
  /^(?:preferences|(?:layout|workspace|table|chart|book|tape|depth|ladder|ticket|list|panel|portfolio|system|data|notices|palette|coach)(?:\.[A-Za-z0-9:_-]{1,64}){1,3})$/;

const NAME_LENGTH_MAX = 120;

export const isSettingName = (name: string): boolean => name.length <= NAME_LENGTH_MAX && KEPT.test(name);
