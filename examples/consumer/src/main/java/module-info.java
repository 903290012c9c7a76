/** An application that uses Holdall. Its code refers to the API only: the configuration names the backend. */
module com.example.consumer {
    requires dev.holdall;
}
