/* thread_variable_thunk: descriptor in rdi, address of the variable in rax; all else is kept. */
    .text
    .globl thread_variable_thunk
    .type thread_variable_thunk, @function
thread_variable_thunk:
    push %rbp
    mov %rsp, %rbp
    sub $576, %rsp
    and $-16, %rsp
    mov %rdi, 512(%rsp)
    mov %rsi, 520(%rsp)
    mov %rdx, 528(%rsp)
    mov %rcx, 536(%rsp)
    mov %r8, 544(%rsp)
    mov %r9, 552(%rsp)
    mov %r10, 560(%rsp)
    mov %r11, 568(%rsp)
    fxsave64 (%rsp)
    call thread_variable
    fxrstor64 (%rsp)
    mov 512(%rsp), %rdi
    mov 520(%rsp), %rsi
    mov 528(%rsp), %rdx
    mov 536(%rsp), %rcx
    mov 544(%rsp), %r8
    mov 552(%rsp), %r9
    mov 560(%rsp), %r10
    mov 568(%rsp), %r11
    leave
    ret
    .size thread_variable_thunk, . - thread_variable_thunk

    .section .note.GNU-stack, "", @progbits
