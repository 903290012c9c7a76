package dev.holdall.spring.session;

import dev.holdall.SessionStore;

class MemoryIdChangeTest extends IdChangeRules {

    @Override
    SessionStore open() {
        return MemoryStores.open();
    }

    @Override
    SessionStore openAnother() {
        return store;
    }
}
