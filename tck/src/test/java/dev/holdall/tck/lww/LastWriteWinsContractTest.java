package dev.holdall.tck.lww;

import dev.holdall.spi.BackendFactory;
import dev.holdall.tck.ContractTime;
import dev.holdall.tck.SessionStoreContract;
import org.junit.jupiter.api.Tag;

@Tag("deep")
class LastWriteWinsContractTest extends SessionStoreContract {

    @Override
    protected BackendFactory backend() {
        return LastWriteWinsBackend::new;
    }

    @Override
    protected ContractTime time() {
        return ContractTime.leaping();
    }
}
