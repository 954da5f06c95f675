// Go with gorilla/websocket; see README.md. It offers no compression and has no limit.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"

	"github.com/gorilla/websocket"
)

func main() {
	socket, _, err := websocket.DefaultDialer.Dial(os.Args[1], nil)
	if err != nil {
		panic(err)
	}
	go sendInput(socket)
	for {
		_, message, err := socket.ReadMessage()
		if closed, ok := err.(*websocket.CloseError); ok {
			fmt.Println("closed", closed.Code)
			return
		}
		if err != nil {
			fmt.Println("closed", 1006)
			return
		}
		fmt.Println(hex.EncodeToString(message))
	}
}

func sendInput(socket *websocket.Conn) {
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
		if err := socket.WriteMessage(websocket.BinaryMessage, message); err != nil {
			return
		}
	}
}
