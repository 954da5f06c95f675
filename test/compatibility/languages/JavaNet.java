import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;

/** Java's java.net.http; see README.md. It never offers compression, and hands out parts of 16 KiB. */
public class JavaNet implements WebSocket.Listener {
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

  public static void main(String[] args) throws Exception {
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(args[0]), new JavaNet())
            .join();
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      socket.sendBinary(ByteBuffer.wrap(HexFormat.of().parseHex(line)), true).join();
    }
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean isLast) {
    byte[] part = new byte[data.remaining()];
    data.get(part);
    parts.writeBytes(part);
    if (isLast) {
      System.out.println(HexFormat.of().formatHex(parts.toByteArray()));
      parts.reset();
    }
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    System.out.println("closed " + code);
    System.exit(0);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    System.out.println("closed 1006");
    System.exit(0);
  }
}
