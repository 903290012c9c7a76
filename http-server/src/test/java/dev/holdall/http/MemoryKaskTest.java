package dev.holdall.http;

import dev.holdall.SessionStore;

class MemoryKaskTest extends KaskRules {

    @Override
    SessionStore open() {
        return TestServer.memory("");
    }
}
