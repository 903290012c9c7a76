package dev.holdall.spring.session;

import dev.holdall.SessionStore;

class MemorySaveTest extends SaveRules {

    @Override
    SessionStore open() {
        return MemoryStores.open();
    }

    @Override
    SessionStore openAnother() {
        return store;
    }
}
