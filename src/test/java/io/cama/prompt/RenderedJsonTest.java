package io.cama.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Message;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenderedJsonTest {
    @Test
    void showsEverythingInTheNamesOfTheFormat() {
        String source = """
                ---
                name: card
                variant: short
                description: 카드
                model: demo/any
                tools: [clock]
                config: { temperature: 0.7 }
                input: { default: { type: x }, schema: { term: string, type?: string } }
                output: { format: json, schema: { front: string } }
                metadata: { owner: me }
                cama.wait: 3
                other: 1
                ---
                {{role "system" purpose="rules"}}짧게.
                {{role "user"}}{{term}}{{media url="u" contentType="image/png"}}{{media url="v"}}{{section "code"}}
                """;

        assertThat(RenderedJson.toJson(Rendering.with().of(source, Map.of("term", "물"), Map.of(), List.of())))
                .isEqualTo("""
                        {
                          "name": "card",
                          "variant": "short",
                          "description": "카드",
                          "model": "demo/any",
                          "tools": [
                            "clock"
                          ],
                          "config": {
                            "temperature": 0.7
                          },
                          "input": {
                            "default": {
                              "type": "x"
                            },
                            "schema": {
                              "type": "object",
                              "properties": {
                                "term": {
                                  "type": "string"
                                },
                                "type": {
                                  "type": [
                                    "string",
                                    "null"
                                  ]
                                }
                              },
                              "required": [
                                "term"
                              ],
                              "additionalProperties": false
                            }
                          },
                          "output": {
                            "format": "json",
                            "schema": {
                              "type": "object",
                              "properties": {
                                "front": {
                                  "type": "string"
                                }
                              },
                              "required": [
                                "front"
                              ],
                              "additionalProperties": false
                            }
                          },
                          "metadata": {
                            "owner": "me"
                          },
                          "ext": {
                            "cama": {
                              "wait": 3
                            }
                          },
                          "messages": [
                            {
                              "role": "system",
                              "content": [
                                {
                                  "text": "짧게.\\n"
                                }
                              ],
                              "metadata": {
                                "purpose": "rules"
                              }
                            },
                            {
                              "role": "user",
                              "content": [
                                {
                                  "text": "물"
                                },
                                {
                                  "media": {
                                    "url": "u",
                                    "contentType": "image/png"
                                  }
                                },
                                {
                                  "media": {
                                    "url": "v"
                                  }
                                },
                                {
                                  "metadata": {
                                    "purpose": "code",
                                    "pending": true
                                  }
                                }
                              ]
                            }
                          ]
                        }""");
    }

    @Test
    void leavesOutWhatIsAbsent() {
        assertThat(RenderedJson.toJson(Rendering.with().of("안녕", Map.of(), Map.of(), List.<Message>of())))
                .isEqualTo("""
                        {
                          "name": "test",
                          "messages": [
                            {
                              "role": "user",
                              "content": [
                                {
                                  "text": "안녕"
                                }
                              ]
                            }
                          ]
                        }""");
    }
}
