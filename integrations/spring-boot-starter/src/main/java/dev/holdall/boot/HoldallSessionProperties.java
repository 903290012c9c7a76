package dev.holdall.boot;

import dev.holdall.spring.session.EndedSession;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.session.FlushMode;
import org.springframework.session.SaveMode;

/** The properties {@code holdall.session}. Any other property in this block stops the application. */
@ConfigurationProperties(prefix = "holdall.session", ignoreUnknownFields = false)
public class HoldallSessionProperties {

    private boolean enabled = true;
    private String store = "sessions";
    private SaveMode saveMode = SaveMode.ON_SET_ATTRIBUTE;
    private FlushMode flushMode = FlushMode.ON_SAVE;
    private double touchPart = 0.1;
    private EndedSession endedSession = EndedSession.FAIL;
    private List<String> allowedClasses = new ArrayList<>();

    /** Makes properties with the defaults. */
    public HoldallSessionProperties() {}

    /**
     * Returns whether the sessions of Spring Session are kept in a store.
     *
     * @return true unless it is set
     */
    public boolean isEnabled() {
        return enabled;
    }

    /**
     * Sets whether the sessions of Spring Session are kept in a store.
     *
     * @param value the new value
     */
    public void setEnabled(boolean value) {
        enabled = value;
    }

    /**
     * Returns the name of the store with the sessions.
     *
     * @return {@code sessions} unless it is set
     */
    public String getStore() {
        return store;
    }

    /**
     * Sets the name of the store with the sessions.
     *
     * @param value the new value
     */
    public void setStore(String value) {
        store = value;
    }

    /**
     * Returns which attributes a save looks at.
     *
     * @return {@code on-set-attribute} unless it is set
     */
    public SaveMode getSaveMode() {
        return saveMode;
    }

    /**
     * Sets which attributes a save looks at.
     *
     * @param value the new value
     */
    public void setSaveMode(SaveMode value) {
        saveMode = value;
    }

    /**
     * Returns when changes are sent.
     *
     * @return {@code on-save} unless it is set
     */
    public FlushMode getFlushMode() {
        return flushMode;
    }

    /**
     * Sets when changes are sent.
     *
     * @param value the new value
     */
    public void setFlushMode(FlushMode value) {
        flushMode = value;
    }

    /**
     * Returns after which part of the timeout an access is written.
     *
     * @return 0.1 unless it is set
     */
    public double getTouchPart() {
        return touchPart;
    }

    /**
     * Sets after which part of the timeout an access is written.
     *
     * @param value from 0 to 1
     */
    public void setTouchPart(double value) {
        touchPart = value;
    }

    /**
     * Returns what the save of a session does that was ended meanwhile.
     *
     * @return {@code fail} unless it is set
     */
    public EndedSession getEndedSession() {
        return endedSession;
    }

    /**
     * Sets what the save of a session does that was ended meanwhile.
     *
     * @param value the new value
     */
    public void setEndedSession(EndedSession value) {
        endedSession = value;
    }

    /**
     * Returns the classes and packages of the application that attributes may be of.
     *
     * @return none unless it is set
     */
    public List<String> getAllowedClasses() {
        return allowedClasses;
    }

    /**
     * Sets the classes and packages of the application that attributes may be of.
     *
     * @param value patterns, as {@link dev.holdall.spring.session.JavaAttributeSerializer} describes them
     */
    public void setAllowedClasses(List<String> value) {
        allowedClasses = value;
    }
}
