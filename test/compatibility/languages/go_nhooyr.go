// Go with nhooyr.io/websocket; see README.md. It offers permessage-deflate. Its limit of 32 KiB per
// message is less than any server can promise, and its documentation says to raise it.
package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"os"

	"nhooyr.io/websocket"
)

const readLimit = 1 << 20

func main() {
	ctx := context.Background()
	socket, _, err := websocket.Dial(ctx, os.Args[1], nil)
	if err != nil {
		panic(err)
	}
	socket.SetReadLimit(readLimit)
	go sendInput(ctx, socket)
	for {
		_, message, err := socket.Read(ctx)
		if err != nil {
			fmt.Println("closed", int(websocket.CloseStatus(err)))
			return
		}
		fmt.Println(hex.EncodeToString(message))
	}
}

func sendInput(ctx context.Context, socket *websocket.Conn) {
	input := bufio.NewReader(os.Stdin)
	for {
		line, err := input.ReadString('\n')
		if err != nil {
			return
		}
		message, err := hex.DecodeString(line[:len(line)-1])
		if err != nil {
			panic(err)
		}
		if err := socket.Write(ctx, websocket.MessageBinary, message); err != nil {
			return
		}
	}
}
