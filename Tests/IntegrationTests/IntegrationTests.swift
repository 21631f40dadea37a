// The programs as they are shipped, on this machine's own network and disk. One suite holds all of it, so
// that its tests run one after another: each starts several processes, and machines that test are small.

import Testing

@Suite(.serialized) struct IntegrationTests {}
