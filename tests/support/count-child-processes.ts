// What a test starts from now on leaves V8's counts; the test's own process is counted by the runner itself.
const { TRADEWIND_TEST_COVERAGE } = process.env;
if (TRADEWIND_TEST_COVERAGE !== undefined) Object.assign(process.env, { NODE_V8_COVERAGE: TRADEWIND_TEST_COVERAGE });
