package dev.holdall.spring.session;

import dev.holdall.SessionStore;

class MemoryIndexTest extends IndexRules {

    @Override
    SessionStore open() {
        return MemoryStores.open();
    }

    @Override
    SessionStore openAnother() {
        return store;
    }
}
