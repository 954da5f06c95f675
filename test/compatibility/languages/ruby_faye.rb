# Ruby's faye-websocket; see README.md. It offers no compression and takes 64 MiB per message.

require "eventmachine"
require "faye/websocket"

$stdout.sync = true

EM.run do
  socket = Faye::WebSocket::Client.new(ARGV.fetch(0))
  socket.on(:open) do
    Thread.new do
      while (line = $stdin.gets)
        message = [line.chomp].pack("H*").bytes
        EM.next_tick { socket.send(message) }
      end
    end
  end
  socket.on(:message) { |event| puts event.data.pack("C*").unpack1("H*") }
  socket.on(:close) do |event|
    puts "closed #{event.code}"
    EM.stop
  end
end
