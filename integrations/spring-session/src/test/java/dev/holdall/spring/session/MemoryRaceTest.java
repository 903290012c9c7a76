package dev.holdall.spring.session;

import dev.holdall.SessionStore;

class MemoryRaceTest extends RaceRules {

    @Override
    SessionStore open() {
        return MemoryStores.open();
    }

    @Override
    SessionStore openAnother() {
        return store;
    }

    @Override
    int rounds() {
        return 200;
    }
}
