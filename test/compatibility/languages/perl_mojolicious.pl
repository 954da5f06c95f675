# Perl's Mojolicious; see README.md. It offers no compression and takes 256 KiB per message.

use v5.36;
use Mojo::IOLoop;
use Mojo::IOLoop::Stream;
use Mojo::UserAgent;

STDOUT->autoflush;

my $agent = Mojo::UserAgent->new;
$agent->websocket(shift @ARGV, sub ($agent, $tx) {
  die 'no WebSocket' unless $tx->is_websocket;
  $tx->on(binary => sub ($tx, $bytes) { say unpack 'H*', $bytes });
  $tx->on(finish => sub ($tx, $code, $reason = undef) { say "closed $code"; Mojo::IOLoop->stop });
  my $input = Mojo::IOLoop::Stream->new(\*STDIN)->timeout(0);
  my $rest = '';
  $input->on(read => sub ($input, $bytes) {
    $rest .= $bytes;
    $tx->send({binary => pack 'H*', $1}) while $rest =~ s/^([0-9a-f]+)\n//;
  });
  $input->start;
  Mojo::IOLoop->stream($input);
});
Mojo::IOLoop->start;
