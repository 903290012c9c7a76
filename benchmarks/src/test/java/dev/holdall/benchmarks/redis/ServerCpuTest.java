package dev.holdall.benchmarks.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ServerCpuTest {

    @Test
    void micros_isTheServersOwn_notThatOfItsChildren() {
        String info = String.join(
                "\r\n",
                "# CPU",
                "used_cpu_sys:1.000002",
                "used_cpu_user:2.500000",
                "used_cpu_sys_children:10.000000",
                "used_cpu_user_children:20.000000",
                "used_cpu_sys_main_thread:0.900000",
                "used_cpu_user_main_thread:2.400000",
                "");

        assertThat(ServerCpu.micros(info)).isEqualTo(3_500_002, within(0.5));
    }
}
