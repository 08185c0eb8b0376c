/** Tests write losses out by hand to have something to compare with, and hand layers around. */
export const testFile = /(?:^|\/)(?:tests?\/(?:.*\/)?[^/]*|test_[^/]*|[^/]*_test)\.py$/;
