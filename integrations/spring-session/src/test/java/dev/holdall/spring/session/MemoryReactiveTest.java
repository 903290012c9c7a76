package dev.holdall.spring.session;

import dev.holdall.SessionStore;

class MemoryReactiveTest extends ReactiveRules {

    @Override
    SessionStore open() {
        return MemoryStores.open();
    }

    @Override
    SessionStore openAnother() {
        return store;
    }
}
