<?php

namespace Acme\Note\Api\Data;

interface NoteInterface extends \Magento\Framework\Api\ExtensibleDataInterface
{
    /**
     * @return string
     */
    public function getText();

    /**
     * @return \Acme\Note\Api\Data\NoteExtensionInterface|null
     */
    public function getExtensionAttributes();
}
