package dev.holdall.http;

import dev.holdall.SessionStore;

class MemoryRfcTest extends RfcRules {

    @Override
    SessionStore open() {
        return TestServer.memory("");
    }
}
