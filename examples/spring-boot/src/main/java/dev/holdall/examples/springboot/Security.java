package dev.holdall.examples.springboot;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Says who may log in, and where. Passwords in the code are for an example alone. */
@Configuration
class Security {

    @Bean
    SecurityFilterChain filters(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/shop.css")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(login -> login.successHandler((request, response, user) -> {
                    request.getSession().setAttribute(Devices.BROWSER, Devices.browser(request));
                    response.sendRedirect("/");
                }))
                .build();
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(user("alice"), user("bob"));
    }

    private static UserDetails user(String name) {
        return User.withUsername(name).password("{noop}" + name).build();
    }
}
